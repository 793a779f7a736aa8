"""The offline stories once more, in WebKit: the engine of every browser on an iPhone."""
