package io.github.camelhf.inference.benchmarks;

/**
 * What one run showed.
 *
 * @param perSecond calls that ended in a second
 * @param cpuMillis CPU of this process for 1,000 calls, garbage collection included
 * @param allocated bytes per call, over all threads
 * @param p50       milliseconds
 * @param p99       milliseconds
 * @param threads   more than before the contestant was started
 */
record Measurement(double perSecond, double cpuMillis, double allocated, double p50, double p99, int threads) {}
