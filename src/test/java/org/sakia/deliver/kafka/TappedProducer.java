package org.sakia.deliver.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real producer, one method of which passes by a test. */
final class TappedProducer {

    private TappedProducer() {}

    /** Stands between the caller and the real method. */
    interface Tap {

        /** @param call how often the method was called before */
        Object between(int call, Callable<Object> real) throws Exception;
    }

    @SuppressWarnings("unchecked") // the proxy has this very interface
    static Producer<byte[], byte[]> of(Properties settings, String method, Tap tap) {
        Producer<byte[], byte[]> real =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        int[] calls = new int[1];
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                TappedProducer.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, called, arguments) -> called.getName().equals(method)
                        ? tap.between(calls[0]++, () -> invoke(real, called, arguments))
                        : invoke(real, called, arguments));
    }

    private static Object invoke(Object real, Method called, Object[] arguments) throws Exception {
        try {
            return called.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
