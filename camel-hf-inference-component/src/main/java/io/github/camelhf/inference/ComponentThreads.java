package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.Timer;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.CompletionPool;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The threads that all endpoints of a component share, from its start to its stop: one for times, some for routes to go on. */
final class ComponentThreads {

    private static final int DEFAULT_THREADS = 10;

    private final ExecutorServiceManager manager;
    private final ScheduledExecutorService timer;
    private final ExecutorService pool;
    private final ExecutorService blocking;
    private final CompletionPool completion;
    private final ClientThreads clients;

    private ComponentThreads(
            ExecutorServiceManager manager,
            ScheduledExecutorService timer,
            ExecutorService pool,
            ExecutorService blocking) {
        this.manager = manager;
        this.timer = timer;
        this.pool = pool;
        this.blocking = blocking;
        this.completion = new CompletionPool(pool, timer);
        this.clients = new ClientThreads(timer, completion, blocking);
    }

    static ComponentThreads start(HfInferenceComponent component) {
        ExecutorServiceManager manager = component.getCamelContext().getExecutorServiceManager();
        ThreadPoolProfile given = manager.getThreadPoolProfile(HfInferenceComponent.THREAD_POOL_PROFILE);
        ThreadPoolProfile profile = given == null ? completionProfile() : given.clone();
        // Camel's default policy drops what comes after the end without a word: completion() must hear of it.
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return new ComponentThreads(
                manager,
                manager.newScheduledThreadPool(component, "HfInferenceTimer", timerProfile()),
                manager.newThreadPool(component, "HfInference", profile),
                manager.newThreadPool(component, "HfInferenceBlocking", blockingProfile()));
    }

    /** A thread for each piece of work, kept while there is more: how many there may be is bounded where the work is given out. */
    private static ThreadPoolProfile blockingProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("HfInferenceBlocking");
        profile.setPoolSize(1); // with none Camel would never make a second one
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(0);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(10L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** Each call in flight has its deadline here, and Camel's default would refuse the thousand-and-first. */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("HfInferenceTimer");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setMaxQueueSize(-1);
        return profile;
    }

    private static ThreadPoolProfile completionProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile(HfInferenceComponent.THREAD_POOL_PROFILE);
        profile.setPoolSize(DEFAULT_THREADS);
        profile.setMaxPoolSize(DEFAULT_THREADS);
        // What waits here is bounded by maxInFlight, and an I/O thread must never be made to run a route. Not -1: for
        // Camel
        // that is no queue at all.
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }

    /** Watches deadlines; takes any number of them. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends the windows of batches. */
    @SuppressWarnings("FutureReturnValueIgnored") // a window that nobody waits for any more does nothing
    Timer windows() {
        return (delay, step) -> {
            try {
                timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                step.run(); // the component stops: nothing else will join
            }
        };
    }

    /** Where routes go on after an answer. One that comes while the component stops still ends its exchange, where it came. */
    Executor completion() {
        return completion;
    }

    /** Runs what waits for others than the servers that are asked. */
    void blocking(Runnable step) {
        blocking.execute(step);
    }

    /** What the HTTP clients work with. */
    ClientThreads clients() {
        return clients;
    }

    void stop() {
        manager.shutdownNow(timer);
        manager.shutdownNow(blocking);
        manager.shutdownGraceful(pool);
    }
}
