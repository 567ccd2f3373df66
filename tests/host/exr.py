"""Reads the scan-line EXR files that the exr sink writes, without any library for it: attributes,
and channels as arrays of float32."""

import struct
import zlib

import numpy as np

kSampleTypes = {0: np.uint32, 1: np.float16, 2: np.float32}
kNone, kZips, kZip = 0, 2, 3
kLinesInBlock = {kNone: 1, kZips: 1, kZip: 16}


def text_at(data, at):
    end = data.index(0, at)
    return data[at:end].decode(), end + 1


def read_attributes(data):
    at, attributes = 8, {}
    while data[at] != 0:
        name, at = text_at(data, at)
        _, at = text_at(data, at)
        (size,) = struct.unpack_from("<i", data, at)
        attributes[name] = data[at + 4:at + 4 + size]
        at += 4 + size
    return attributes, at + 1


def read_channels(packed):
    at, channels = 0, []
    while packed[at] != 0:
        name, at = text_at(packed, at)
        (sample_type,) = struct.unpack_from("<i", packed, at)
        channels.append((name, np.dtype(kSampleTypes[sample_type])))
        at += 16
    return channels


def unzip(packed):
    """Differences of neighbours, even bytes before odd ones."""
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).astype(np.int64)
    raw[1:] -= 128
    summed = (np.cumsum(raw) & 255).astype(np.uint8)
    out = np.empty_like(summed)
    half = (len(summed) + 1) // 2
    out[0::2], out[1::2] = summed[:half], summed[half:]
    return out.tobytes()


def read(path):
    """({name: array}, {name: dtype}) of a file."""
    data = path.read_bytes()
    if struct.unpack_from("<ii", data) != (20000630, 2):
        raise ValueError(f"{path} is no plain scan-line EXR")
    attributes, at = read_attributes(data)
    left, top, right, bottom = struct.unpack("<4i", attributes["dataWindow"])
    width, height = right - left + 1, bottom - top + 1
    channels = read_channels(attributes["channels"])
    lines_in_block = kLinesInBlock[attributes["compression"][0]]
    planes = {name: np.empty((height, width), np.float32) for name, _ in channels}
    blocks = (height + lines_in_block - 1) // lines_in_block
    for offset in struct.unpack_from(f"<{blocks}Q", data, at):
        first, size = struct.unpack_from("<ii", data, offset)
        block = data[offset + 8:offset + 8 + size]
        rows = range(first - top, min(first - top + lines_in_block, height))
        if size < len(rows) * sum(width * kind.itemsize for _, kind in channels):
            block = unzip(block)
        position = 0
        for row in rows:
            for name, kind in channels:
                planes[name][row] = np.frombuffer(block, kind, width, position)
                position += width * kind.itemsize
    return planes, dict(channels)
