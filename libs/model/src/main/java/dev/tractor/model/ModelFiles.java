package dev.tractor.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A model as its two files, by whatever way they came.
///
/// @param manifest `manifest.json`
/// @param onnx `model.onnx`
/// @param report `report.json`, what was measured when it was trained; null without it
public record ModelFiles(byte[] manifest, byte[] onnx, byte[] report) {
    public ModelFiles(byte[] manifest, byte[] onnx) {
        this(manifest, onnx, null);
    }

    /// Of a model that ships with the program.
    ///
    /// @param name `traffic-class`
    public static ModelFiles builtIn(String name) {
        return new ModelFiles(resource("/models/" + name + "/" + OnnxModel.MANIFEST_FILE), resource("/models/" + name + "/" + OnnxModel.MODEL_FILE),
                resource("/models/" + name + "/" + OnnxModel.REPORT_FILE));
    }

    /// @param folder with `model.onnx`, `manifest.json` and, if it is there, `report.json`
    /// @throws ModelException when they cannot be read
    public static ModelFiles in(Path folder) {
        try {
            Path report = folder.resolve(OnnxModel.REPORT_FILE);
            return new ModelFiles(Files.readAllBytes(folder.resolve(OnnxModel.MANIFEST_FILE)), Files.readAllBytes(folder.resolve(OnnxModel.MODEL_FILE)), Files.exists(report) ? Files.readAllBytes(report) : null);
        } catch (NoSuchFileException e) {
            throw new ModelException("model in " + folder + ": no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new ModelException("model in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The model's [OnnxModel#digest], known before it is opened.
    public String digest() {
        return Sha256.of(manifest, onnx);
    }

    /// Bytes of manifest and ONNX file.
    public long length() {
        return (long) manifest.length + onnx.length;
    }

    /// @throws ModelException when they do not fit, with the reason
    public OnnxModel open() {
        return OnnxModel.of(manifest, onnx);
    }

    private static byte[] resource(String name) {
        try (InputStream in = ModelFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ModelException(name + " is missing in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
