package dev.tractor.classifier.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/// Reads the files of a model off a multipart body (RFC 7578): parts `manifest`, `model` and, if there is one, `report`, in any order.
final class ModelForm {
    static final String MANIFEST_PART = "manifest";
    static final String MODEL_PART = "model";
    static final String REPORT_PART = "report";
    /// A manifest names features and labels; it has some kilobytes.
    static final int MAX_MANIFEST_BYTES = 1 << 20;
    /// A report has a confusion matrix for each task: some 50 KB.
    static final int MAX_REPORT_BYTES = 4 << 20;

    private static final int MAX_PART_HEADER_BYTES = 8 * 1024;
    private static final Pattern NAME = Pattern.compile("(?i)^content-disposition:\\s*form-data\\s*;(?:.*;)?\\s*name=\"?([^\";\r\n]*)", Pattern.MULTILINE);

    private final int maxModelBytes;
    private byte[] manifest;
    private byte[] onnx;
    private byte[] report;

    private ModelForm(int maxModelBytes) {
        this.maxModelBytes = maxModelBytes;
    }

    /// @param boundary of the body, null when its Content-Type has none
    /// @throws ModelRefusedException when it is no such form, or a part is too long
    static ModelFiles read(InputStream body, String boundary, int maxModelBytes) {
        if (boundary == null || boundary.isEmpty()) {
            throw ModelRefusedException.because("the Content-Type multipart/form-data has no boundary");
        }
        ModelForm form = new ModelForm(maxModelBytes);
        try {
            form.readParts(body, boundary);
        } catch (FileUploadException | IllegalArgumentException e) {
            throw ModelRefusedException.because("the multipart body is malformed or ends before its last boundary");
        } catch (IOException e) {
            throw ModelRefusedException.because("the body ended before all of it had arrived");
        }
        if (form.manifest == null || form.onnx == null) {
            throw ModelRefusedException.because("the body needs the parts " + MANIFEST_PART + " (manifest.json) and " + MODEL_PART + " (model.onnx)");
        }
        return new ModelFiles(form.manifest, form.onnx, form.report);
    }

    private void readParts(InputStream body, String boundary) throws IOException {
        MultipartInput input = MultipartInput.builder().setInputStream(body).setBoundary(boundary.getBytes(UTF_8)).setPartHeaderSizeMax(MAX_PART_HEADER_BYTES).get();
        for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
            Matcher name = NAME.matcher(input.readHeaders());
            switch (name.find() ? name.group(1) : "") {
                case MANIFEST_PART -> manifest = content(input, MAX_MANIFEST_BYTES, "the manifest");
                case MODEL_PART -> onnx = content(input, maxModelBytes, "the ONNX file");
                case REPORT_PART -> report = content(input, MAX_REPORT_BYTES, "the report");
                default -> throw ModelRefusedException.because("its parts are named " + MANIFEST_PART + ", " + MODEL_PART + " and " + REPORT_PART);
            }
        }
    }

    private static byte[] content(MultipartInput input, int limit, String what) throws IOException {
        byte[] content = input.newInputStream().readNBytes(limit + 1);
        if (content.length > limit) {
            throw ModelRefusedException.tooLarge(what + String.format(Locale.ROOT, " has more than %,d bytes", limit));
        }
        return content;
    }
}
