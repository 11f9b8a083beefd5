package org.cqrsjakarta;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;

/** A deployment's class loader: has classes of the library and of tests of its own, and does not see all of its server's. */
public final class HidingLoader extends ClassLoader {

    private final List<String> hidden;

    /**
     * Creates the loader.
     *
     * @param hidden beginnings of the names that it does not find
     */
    public HidingLoader(String... hidden) {
        super(HidingLoader.class.getClassLoader());
        this.hidden = List.of(hidden);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (hidden.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException("hidden: " + name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith("org.cqrsjakarta.") ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /**
     * Runs a class of this loader, with this as the thread's, too.
     *
     * @param task has a constructor without parameters, and does what it does in {@code call}
     * @return what it returned: something that both loaders have
     */
    public Object call(Class<? extends Callable<?>> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            var constructor = loadClass(task.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((Callable<?>) constructor.newInstance()).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
