/**
 * Keywords in XMP files beside pictures, where photo tools look for them. Bytes go in and bytes come out: reading,
 * writing and moving files is the caller's. What a person wrote into such a file stays.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.xmp;

import org.jspecify.annotations.NullMarked;
