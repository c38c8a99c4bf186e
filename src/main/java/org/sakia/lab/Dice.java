package org.sakia.lab;

/** Chance that comes out the same for the same seed and arrival, in whatever order the requests are worked on. */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Dice() {}

    /** A number in [0, 1); different throws of one arrival are independent. */
    static double roll(long seed, long arrival, int thrown) {
        return (mix(mix(seed + GOLDEN * (thrown + 1)) + GOLDEN * arrival) >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
