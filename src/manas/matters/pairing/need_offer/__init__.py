"""技术需求应答: somebody who was not asked offers an answer to a public need; its office looks at it, its asker takes it or not."""
