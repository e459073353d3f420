"""What the numbers mean: pure rules on counts, folds, selection and checks."""
