package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.XMPSchemaRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The namespaces that the library knows, one set for the whole process: it adds those of each file and forgets none, and what it
 * does takes longer with each. Whoever borrows them has them alone, and leaves them as they were.
 */
final class Namespaces {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Set<?> before;

    private Namespaces(Set<?> before) {
        this.before = before;
    }

    /** Waits for those who have them. Files are bounded, so that is moments. */
    static Namespaces borrowed() {
        LOCK.lock();
        return new Namespaces(Set.copyOf(all().keySet()));
    }

    private static Map<?, ?> all() {
        return registry().getNamespaces();
    }

    private static XMPSchemaRegistry registry() {
        return XMPMetaFactory.getSchemaRegistry();
    }

    void giveBack() {
        try {
            for (Object namespace : all().keySet()) {
                if (!before.contains(namespace)) {
                    registry().deleteNamespace(namespace.toString());
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
