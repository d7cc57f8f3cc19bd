"""The parameters of the model, one file a section, named as the rules that use them."""
