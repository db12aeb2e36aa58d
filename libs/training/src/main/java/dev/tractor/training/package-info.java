/// From labelled feature vectors to an ONNX model with its manifest and report; [dev.tractor.training.Training] is the entry.
package dev.tractor.training;
