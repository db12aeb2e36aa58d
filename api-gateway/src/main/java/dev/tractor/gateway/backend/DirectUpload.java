package dev.tractor.gateway.backend;

/// An upload that a client sends straight to the bucket, as file-registry knows it.
///
/// @param storeId by which the object store knows it
/// @param parts how many there are, counted from 1
/// @param expiresAt seconds since the epoch
public record DirectUpload(String uploadId, String storeId, String name, long partBytes, int parts, long expiresAt) {}
