"""质押融资: a loan on patents or trademarks, from the need of a firm to the day on which the pledge is taken off again."""
