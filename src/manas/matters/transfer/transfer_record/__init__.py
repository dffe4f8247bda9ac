"""专利转让登记: a contract whose patent passes to another holder with its registration, and the register of patents with it."""
