package io.github.camelhf.inference.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The reader of JPEG that knows CMYK. It is not looked up: the JVM has one registry, with the plug-ins of the class loader that asked first, which in
 * application servers and OSGi is another one than ours. Nor is it put there, where it would outlive us.
 */
final class JpegReader {

    private static final String OF_THE_JDK = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
    private static final ImageReaderSpi PROVIDER = provider();

    private JpegReader() {}

    static ImageReader create() throws IOException {
        return PROVIDER.createReaderInstance(null);
    }

    /** It leaves to the JDK's what that can read, and finds it in the registry in which it is registered. */
    private static ImageReaderSpi provider() {
        ServiceRegistry own =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class, each -> each.getClass().getName().equals(OF_THE_JDK), false)
                .forEachRemaining(own::registerServiceProvider);
        ImageReaderSpi provider = new JPEGImageReaderSpi();
        own.registerServiceProvider(provider);
        return provider;
    }
}
