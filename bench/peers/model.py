"""The example's ONNX model behind the two methods that Python suites expect of a classifier."""
import numpy as np
import onnxruntime


class OnnxClassifier:
    def __init__(self, path):
        self.path = path
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        self.session = onnxruntime.InferenceSession(path, options)
        self.inputs = self.session.get_inputs()
        self.classes_ = np.array(["<=50K", ">50K"])

    def fit(self, *_):
        """Trained already; scikit-learn's permutation importance insists that an estimator can be fitted."""
        return self

    def predict_proba(self, frame):
        feeds = {}
        for column in self.inputs:
            values = frame[column.name].to_numpy().reshape(-1, 1)
            feeds[column.name] = values.astype(object) if column.type == "tensor(string)" else values.astype(np.float32)
        _, probabilities = self.session.run(None, feeds)
        positive = np.array([row[">50K"] for row in probabilities])
        return np.column_stack([1 - positive, positive])

    def predict(self, frame):
        return self.classes_[(self.predict_proba(frame)[:, 1] >= 0.5).astype(int)]

    def __getstate__(self):
        return self.path

    def __setstate__(self, path):
        """A session cannot be pickled, and scikit-learn sends the model to its workers."""
        self.__init__(path)
