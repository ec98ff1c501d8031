"""The model of zoo/population.ts behind the methods that Python suites expect of an estimator."""
import numpy as np


class VoteModel:
    def __init__(self, told, classes):
        """`classes` is how many there are, 0 for values. A class is its number: some scorers take no names."""
        self.told = told
        self._estimator_type = "classifier" if classes else "regressor"
        if classes:
            self.classes_ = np.arange(classes)

    def fit(self, *_):
        """Knows the population already; permutation importance insists that an estimator can be fitted."""
        return self

    def predict(self, frame):
        if self._estimator_type == "regressor":
            return self.told["step"] * self.agreeing(frame)
        probabilities = self.predict_proba(frame)
        return (probabilities[:, 1] >= 0.5).astype(int) if len(self.classes_) == 2 else probabilities.argmax(axis=1)

    def predict_proba(self, frame):
        first, second = (self.tally(group, frame) for group in self.told["groups"][:2])
        agree = chance(belief(first["vote"], second["vote"]), self.told["agreement"])
        measured = first["measured"] + second["measured"]
        distances = first["distances"] + second["distances"]
        distance = np.where(measured == 0, 0.5, distances / np.maximum(measured, 1))
        wrong = self.told["noise"] * (1.1 - 0.2 * distance)
        if len(self.classes_) == 2:
            positive = agree * (1 - wrong) + (1 - agree) * wrong
            return np.column_stack([1 - positive, positive])
        third = self.tally(self.told["groups"][2], frame)
        other = chance(belief(first["vote"], third["vote"]), 0.5)
        weights = (agree, (1 - agree) * other, (1 - agree) * (1 - other))
        return np.column_stack([weight * (1 - wrong) + (1 - weight) * wrong / 2 for weight in weights])

    def agreeing(self, frame):
        first, second = (self.tally(group, frame) for group in self.told["groups"][:2])
        return belief(first["vote"], second["vote"])

    @staticmethod
    def tally(group, frame):
        """The mean vote of the columns for a hidden sign, and how far their numbers lie from the medians."""
        votes, voters, distances, measured = (np.zeros(len(frame)) for _ in range(4))
        for column in group:
            if "votes" in column:
                vote = frame[column["name"]].map(column["votes"]).astype(float).fillna(0).to_numpy()
            else:
                values = frame[column["name"]].to_numpy(dtype=float)
                low, high = column["plausible"]
                usable = (values >= low) & (values <= high)
                far = np.minimum(1, np.abs(values - column["median"]) / (2 * column["scale"]))
                distances += np.where(usable, far, 0)
                measured += usable
                vote = np.where(usable, np.sign(values - column["median"]), 0)
            votes += vote
            voters += np.abs(vote)
        return {"vote": votes / np.maximum(voters, 1), "distances": distances, "measured": measured}


def belief(a, b):
    return np.clip(3 * a * b, -1, 1)


def chance(belief, usual):
    return np.where(belief >= 0, usual + (1 - usual) * belief, usual * (1 + belief))
