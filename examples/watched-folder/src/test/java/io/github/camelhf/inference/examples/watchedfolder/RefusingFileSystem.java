package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** As NFS, CIFS and eCryptfs may be. */
public final class RefusingFileSystem implements FileSystemCalls {

    @Override
    public FileLock tryLock(FileChannel channel) throws IOException {
        throw new IOException("No locks available");
    }

    @Override
    public void setTime(Path file, FileTime time) throws IOException {
        throw new FileSystemException(file.toString(), null, "Operation not permitted");
    }

    @Override
    public void make(Path file) throws IOException {
        if (file.getFileName().toString().length() > 143) {
            throw new FileSystemException(file.toString(), null, "File name too long");
        }
        Files.createFile(file);
    }
}
