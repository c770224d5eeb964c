/** The masks of src/engine/layers/dropout-mask.ts, in NumPy: the same outputs are dropped. */
export const dropoutMaskFunctions = `def threefry(key, counters, update):
    """Two random 32-bit words for each counter: Threefry-2x32 with 20 rounds (Salmon et al., 2011)."""
    keys = np.array([*key, key[0] ^ key[1] ^ 0x1BD11BDA], dtype=np.uint32)
    x0 = counters + keys[0]
    x1 = np.full_like(counters, update % 2**32) + keys[1]
    for turn in range(20):
        rotation = (13, 15, 26, 6, 17, 29, 16, 24)[turn % 8]
        x0 = x0 + x1
        x1 = ((x1 << rotation) | (x1 >> (32 - rotation))) ^ x0
        if turn % 4 == 3:
            injection = turn // 4 + 1
            x0 = x0 + keys[injection % 3]
            x1 = x1 + keys[(injection + 1) % 3] + injection
    return x0, x1


def dropout_mask(rate, number, update, samples, width):
    """0 for outputs that dropout layer \`number\` drops in this update, 1 / (1 - rate) for the others."""
    pairs = (width + 1) // 2
    words = threefry((SEED, 0x64726F70 + number), np.arange(samples * pairs, dtype=np.uint32), update)
    words = np.stack(words, axis=-1).reshape(samples, 2 * pairs)[:, :width]
    return (words >= int(rate * 2**32)) / (1 - rate)`;
