/// Label catalogue, ONNX models and the decision of one label per flow; [dev.tractor.model.Labeller] is the entry.
package dev.tractor.model;
