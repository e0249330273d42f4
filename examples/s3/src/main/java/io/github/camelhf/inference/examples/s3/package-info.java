/**
 * Pictures in a bucket. {@link io.github.camelhf.inference.examples.s3.BucketRoute} is the route; the rest starts it beside a
 * store that speaks S3.
 */
@NullMarked
package io.github.camelhf.inference.examples.s3;

import org.jspecify.annotations.NullMarked;
