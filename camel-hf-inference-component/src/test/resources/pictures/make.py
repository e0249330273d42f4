#!/usr/bin/python3
"""Makes the small pictures of this folder and expected.csv. README.md says with what; run it in this folder."""

import glob
import io
import os
import struct
import subprocess
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

WIDTH, HEIGHT, PATCH = 64, 48, 16
COLOURS = [
    (255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 255, 255),
    (255, 0, 255), (255, 255, 0), (0, 0, 0), (255, 255, 255),
    (128, 128, 128), (64, 64, 64), (150, 75, 0), (224, 172, 105),
]
GREYS = [0, 255, 128, 64, 192, 32, 224, 16, 240, 96, 160, 200]
ALPHAS = [255, 128, 0, 64, 255, 192, 128, 255, 0, 255, 128, 64]
# As ink: 0 to 255, full ink is 255.
INKS = [
    (255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255),
    (126, 255, 130, 0), (0, 0, 0, 0), (0, 0, 0, 128), (255, 255, 0, 0),
    (40, 80, 160, 20), (200, 30, 60, 90), (0, 255, 255, 0), (255, 0, 255, 64),
]

EXPECTED = []  # name, 12 colours
PROBLEMS = []


def patches(values):
    """Twelve squares, each of one value."""
    values = np.asarray(values)
    out = np.zeros((HEIGHT, WIDTH) + values.shape[1:], np.float64)
    for i, value in enumerate(values):
        y, x = i // 4 * PATCH, i % 4 * PATCH
        out[y:y + PATCH, x:x + PATCH] = value
    return out


RGB = patches(COLOURS).astype(np.uint8)
GREY = patches(GREYS).astype(np.uint8)
ALPHA = patches(ALPHAS).astype(np.uint8)
CMYK = patches(INKS).astype(np.uint8)
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH]
SMOOTH = np.clip(np.stack([
    128 + 90 * np.sin(X / 25.0 + Y / 37.0), 128 + 100 * np.cos(Y / 28.0 - X / 50.0), 40 + 3 * X], -1), 0, 255).astype(np.uint8)


def run(*command, data=None):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def srgb_profile():
    """Without the time of its making, so that the pictures are the same each time."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
    return profile[:24] + bytes(12) + profile[36:84] + bytes(16) + profile[100:]


def on_white(rgb, alpha):
    alpha = alpha.astype(np.float64)[..., None] / 255
    return rgb * alpha + 255 * (1 - alpha)


# ---- the decoders ----

def pillow(name):
    image = Image.open(name)
    if image.mode == 'LAB':
        lab = ImageCms.createProfile('LAB')
        image = ImageCms.profileToProfile(image, lab, ImageCms.createProfile('sRGB'), renderingIntent=1, outputMode='RGB')
    if image.mode == 'I;16' or image.mode == 'I;16B':
        return np.repeat((np.asarray(image).astype(np.float64) / 257)[..., None], 3, -1)
    if image.mode == 'I':
        values = np.asarray(image).astype(np.float64)
        return np.repeat((values / (257 if values.max() < 65536 else 16843009))[..., None], 3, -1)
    if image.mode == 'F':
        return np.repeat((np.asarray(image).astype(np.float64) * 255)[..., None], 3, -1)
    image = ImageOps.exif_transpose(image)
    rgba = np.asarray(image.convert('RGBA'))
    return on_white(rgba[..., :3], rgba[..., 3])


def magick(name):
    out = run('convert', name + '[0]', '-auto-orient', '-colorspace', 'sRGB', '-background', 'white', '-alpha', 'remove',
              '-type', 'TrueColor', '-depth', '8', 'ppm:-')
    return np.asarray(Image.open(io.BytesIO(out)).convert('RGB')).astype(np.float64)


def dwebp(name):
    if name.startswith('webp-animated'):
        raise ValueError('dwebp reads no animation')
    out = run('dwebp', '-quiet', name, '-pam', '-o', '-')
    header, body = out.split(b'ENDHDR\n', 1)
    width, height, depth = (int(header.split(key)[1].split()[0]) for key in (b'WIDTH', b'HEIGHT', b'DEPTH'))
    array = np.frombuffer(body, np.uint8).reshape(height, width, depth)
    array = array.astype(np.float64)
    return on_white(array[..., :3], array[..., 3]) if depth == 4 else array


def libtiff(name):
    with tempfile.TemporaryDirectory() as folder:
        run('tiff2rgba', '-c', 'none', name, folder + '/a.tif')
        return np.asarray(Image.open(folder + '/a.tif').convert('RGB')).astype(np.float64)


def samples(array):
    """The means of the inner 8 x 8 pixels of the twelve squares."""
    return [array[y + 4:y + 12, x + 4:x + 12].mean((0, 1)) for y in range(0, HEIGHT, PATCH) for x in range(0, WIDTH, PATCH)]


def decoded(name, only=None):
    found = {}
    decoders = {'pillow': pillow, 'magick': magick}
    if name.endswith('.webp'):
        decoders['dwebp'] = dwebp
    if only and 'libtiff' in only:
        decoders['libtiff'] = libtiff
    for which, decoder in decoders.items():
        if only and which not in only:
            continue
        try:
            array = decoder(name)
            if array.shape != (HEIGHT, WIDTH, 3):
                raise ValueError(f'has the shape {array.shape}')
            found[which] = samples(array)
        except Exception as error:
            print(f'   {name}: {which} cannot: {str(error)[:90]}')
    return found


def add(name, content=None, bound=3, only=None, refused=False, least=2):
    """
    Writes the picture and notes what the decoders agree on.

    only    the decoders that are asked, where the README says why the others are not
    refused noted as refused, no decoder is asked
    """
    if content is not None:
        with open(name, 'wb') as file:
            file.write(content)
    if refused:
        EXPECTED.append((name, None))
        return
    found = decoded(name, only)
    if len(found) < (least if not only else len(only)):
        PROBLEMS.append(f'{name}: only {list(found)} decode it')
        return
    every = np.asarray(list(found.values()))
    apart = (every.max(0) - every.min(0)).max()
    if apart > bound:
        where = int((every.max(0) - every.min(0)).max(-1).argmax())
        PROBLEMS.append(f'{name}: {list(found)} are {apart:.1f} apart in square {where}: '
                         + ' '.join(str(v[where].round(1)) for v in every))
    EXPECTED.append((name, every.mean(0)))


# ---- JPEG ----

def jpeg(array, mode=None, **options):
    out = io.BytesIO()
    Image.fromarray(array, mode).save(out, 'JPEG', **{'quality': 95, **options})
    return out.getvalue()


def tiff_orientation(tag):
    return struct.pack('>2sHIH', b'MM', 42, 8, 1) + struct.pack('>HHIHHI', 0x0112, 3, 1, tag, 0, 0)


def turned(array):
    """What a camera that is noted as 6 has stored: the upright picture turned back."""
    return np.rot90(array, 1)


def ycck():
    inverted = 255 - CMYK.astype(np.float64)  # as Adobe stores ink
    red, green, blue = (255 - inverted[..., i] for i in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    stored = np.stack([luma, (blue - luma) * 0.564334 + 128, (red - luma) * 0.713267 + 128, inverted[..., 3]], -1)
    # Pillow inverts once more what it takes for ink.
    content = jpeg((255 - np.clip(stored.round(), 0, 255)).astype(np.uint8), 'CMYK', subsampling=0)
    place = content.index(b'Adobe') + 11
    return content[:place] + b'\x02' + content[place + 1:]


def jpegs():
    add('jpeg-grey.jpg', jpeg(GREY))
    add('jpeg-ycbcr-444.jpg', jpeg(RGB, subsampling=0))
    add('jpeg-ycbcr-422.jpg', jpeg(RGB, subsampling=1))
    add('jpeg-ycbcr-420.jpg', jpeg(RGB, subsampling=2))
    add('jpeg-progressive.jpg', jpeg(RGB, progressive=True))
    add('jpeg-progressive-grey.jpg', jpeg(GREY, progressive=True))
    add('jpeg-restart.jpg', run('jpegtran', '-restart', '1', data=jpeg(RGB)))
    add('jpeg-smooth.jpg', jpeg(SMOOTH))
    add('jpeg-rgb.jpg', rgb_jpeg())
    add('jpeg-cmyk.jpg', jpeg(CMYK, 'CMYK'))
    add('jpeg-ycck.jpg', ycck())
    profile = srgb_profile()
    add('jpeg-srgb-profile.jpg', jpeg(RGB, icc_profile=profile))
    exif = b'Exif\0\0' + tiff_orientation(6)
    add('jpeg-turned.jpg', jpeg(turned(RGB), exif=exif))
    add('jpeg-arithmetic.jpg', run('jpegtran', '-arithmetic', data=jpeg(RGB)))
    twelve = bytearray(jpeg(RGB))
    frame = twelve.index(b'\xff\xc0')
    twelve[frame + 1], twelve[frame + 4] = 0xC1, 12
    add('jpeg-12-bit.jpg', bytes(twelve), refused=True)


def rgb_jpeg():
    """No conversion: Pillow stores what it takes for YCbCr, and the Adobe segment says that it is none."""
    image = Image.merge('YCbCr', [Image.fromarray(RGB[..., i]) for i in range(3)])
    out = io.BytesIO()
    image.save(out, 'JPEG', quality=95, subsampling=0)
    content = out.getvalue()
    adobe = b'\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00'
    # The JFIF segment, which stands first, would say YCbCr.
    length = struct.unpack('>H', content[4:6])[0]
    return content[:2] + adobe + content[4 + length:]


# ---- PNG ----

def chunk(name, body):
    return struct.pack('>I', len(body)) + name + body + struct.pack('>I', zlib.crc32(name + body))


def rows(array, bits):
    """Samples as PNG and BMP pack them, row by row."""
    height = array.shape[0]
    flat = array.reshape(height, -1)
    if bits == 16:
        return [row.astype('>u2').tobytes() for row in flat]
    if bits == 8:
        return [row.astype(np.uint8).tobytes() for row in flat]
    spread = ((flat[..., None] >> np.arange(bits - 1, -1, -1)) & 1).reshape(height, -1).astype(np.uint8)
    return [np.packbits(row).tobytes() for row in spread]


def png(array, colour, bits, before=b'', interlaced=False):
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        data = b''.join(b'\0' + row for x, y, right, down in passes for row in rows(array[y::down, x::right], bits))
    else:
        data = b''.join(b'\0' + row for row in rows(array, bits))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', WIDTH, HEIGHT, bits, colour, 0, 0, int(interlaced)))
            + before + chunk(b'IDAT', zlib.compress(data, 9)) + chunk(b'IEND', b''))


INDEX = patches(range(12)).astype(np.uint8)
PALETTE = b''.join(bytes(c) for c in COLOURS)


def pngs():
    for bits in (1, 2, 4, 8, 16):
        values = (GREY.astype(np.uint32) * (2 ** bits - 1) + 127) // 255
        add(f'png-grey-{bits}.png', png(values, 0, bits))
    add('png-rgb-8.png', png(RGB, 2, 8))
    add('png-rgb-16.png', png(RGB.astype(np.uint32) * 257, 2, 16))
    add('png-rgb-interlaced.png', png(RGB, 2, 8, interlaced=True))
    for bits in (1, 2, 4, 8):
        add(f'png-palette-{bits}.png', png(INDEX % 2 ** bits, 3, bits, chunk(b'PLTE', PALETTE[:3 * min(12, 2 ** bits)])))
    add('png-palette-interlaced.png', png(INDEX, 3, 4, chunk(b'PLTE', PALETTE), interlaced=True))
    add('png-palette-transparent.png', png(INDEX, 3, 8, chunk(b'PLTE', PALETTE) + chunk(b'tRNS', bytes(ALPHAS))))
    add('png-grey-8-transparent.png', png(GREY, 0, 8, chunk(b'tRNS', struct.pack('>H', 64))))
    add('png-grey-16-transparent.png', png(GREY.astype(np.uint32) * 257, 0, 16, chunk(b'tRNS', struct.pack('>H', 64 * 257))), only=['magick'])
    add('png-grey-1-transparent.png', png(GREY >> 7, 0, 1, chunk(b'tRNS', struct.pack('>H', 0))))
    add('png-rgb-8-transparent.png', png(RGB, 2, 8, chunk(b'tRNS', struct.pack('>HHH', 0, 0, 255))))
    add('png-rgb-16-transparent.png', png(RGB.astype(np.uint32) * 257, 2, 16, chunk(b'tRNS', struct.pack('>HHH', 0, 0, 65535))))
    grey_alpha = np.stack([GREY, ALPHA], -1)
    add('png-grey-alpha-8.png', png(grey_alpha, 4, 8))
    add('png-grey-alpha-16.png', png(grey_alpha.astype(np.uint32) * 257, 4, 16))
    rgba = np.dstack([RGB, ALPHA])
    add('png-rgba-8.png', png(rgba, 6, 8))
    add('png-rgba-16.png', png(rgba.astype(np.uint32) * 257, 6, 16))
    add('png-rgba-interlaced.png', png(rgba, 6, 8, interlaced=True))
    add('png-gamma.png', png(RGB, 2, 8, chunk(b'gAMA', struct.pack('>I', 100000))), only=['pillow'])
    profile = srgb_profile()
    add('png-srgb-profile.png', png(RGB, 2, 8, chunk(b'iCCP', b'srgb\0\0' + zlib.compress(profile, 9))))
    add('png-turned.png', png_turned(), only=['pillow'])


def png_turned():
    out = io.BytesIO()
    Image.fromarray(turned(RGB)).save(out, 'PNG')
    content = out.getvalue()
    return content[:33] + chunk(b'eXIf', tiff_orientation(6)) + content[33:]


# ---- GIF ----

def gifs():
    image = Image.fromarray(INDEX, 'P')
    image.putpalette(PALETTE + bytes(768 - len(PALETTE)))

    def gif(**options):
        out = io.BytesIO()
        image.save(out, 'GIF', **options)
        return out.getvalue()

    add('gif.gif', gif(interlace=0))
    add('gif-interlaced.gif', gif(interlace=1))
    add('gif-transparent.gif', gif(interlace=0, transparency=2))
    add('gif-small-frame.gif', small_frame(gif), only=['pillow'])
    other = Image.fromarray((INDEX + 5) % 12, 'P')
    other.putpalette(PALETTE + bytes(768 - len(PALETTE)))
    add('gif-animated.gif', gif(save_all=True, append_images=[other], duration=100, interlace=0))


def small_frame(gif):
    """A frame of two rows of squares in the lower part of its screen."""
    half = Image.fromarray(INDEX[:32], 'P')
    half.putpalette(PALETTE + bytes(768 - len(PALETTE)))
    out = io.BytesIO()
    half.save(out, 'GIF', interlace=0, transparency=COLOURS.index((255, 255, 255)))
    content = bytearray(out.getvalue())
    content[8:10] = struct.pack('<H', HEIGHT)
    frame = content.index(b'\x2c\0\0\0\0')
    content[frame + 3:frame + 5] = struct.pack('<H', 16)
    return bytes(content)


# ---- BMP ----

def bmp(body, bits, compression=0, palette=b'', masks=b'', header=40, height=HEIGHT, size=None, width=WIDTH):
    start = 14 + header + (len(masks) if header == 40 else 0) + len(palette)
    info = struct.pack('<IiiHHIIiiII', header, width, height, 1, bits, compression, len(body) if size is None else size,
                       2835, 2835, len(palette) // 4, 0)
    if header > 40:
        info += masks + bytes(header - 40 - len(masks))
    else:
        info += masks
    return struct.pack('<2sIHHI', b'BM', start + len(body), 0, 0, start) + info + palette + body


def bmp_rows(array, bits):
    def padded(row):
        return row + bytes(-len(row) % 4)
    return [padded(row) for row in rows(array, bits)]


def run_lengths(bits):
    out = b''
    for row in INDEX[::-1]:
        if bits == 8:
            out += bytes([8, row[0], 8, row[0]])
            out += bytes([0, 16]) + row[16:32].tobytes()
            for x in (32, 48):
                out += bytes([16, row[x]])
        else:
            for x in range(0, 64, 16):
                out += bytes([16, row[x] << 4 | row[x]])
        out += b'\0\0'
    return out[:-2] + b'\0\1'


def bmps():
    quads = b''.join(bytes((b, g, r, 0)) for r, g, b in COLOURS)
    bgr = RGB[..., ::-1]
    up = lambda lines: b''.join(reversed(lines))
    add('bmp-1.bmp', bmp(up(bmp_rows(INDEX % 2, 1)), 1, palette=quads[:8]))
    add('bmp-4.bmp', bmp(up(bmp_rows(INDEX, 4)), 4, palette=quads))
    add('bmp-8.bmp', bmp(up(bmp_rows(INDEX, 8)), 8, palette=quads))
    add('bmp-8-top-down.bmp', bmp(b''.join(bmp_rows(INDEX, 8)), 8, palette=quads, height=-HEIGHT))
    add('bmp-24.bmp', bmp(up(bmp_rows(bgr, 8)), 24))
    add('bmp-24-top-down.bmp', bmp(b''.join(bmp_rows(bgr, 8)), 24, height=-HEIGHT))
    bgrx = np.dstack([bgr, np.zeros_like(GREY)])
    add('bmp-32.bmp', bmp(up(bmp_rows(bgrx, 8)), 32))
    wide = RGB.astype(np.uint32)
    five = (wide[..., 0] >> 3) << 10 | (wide[..., 1] >> 3) << 5 | wide[..., 2] >> 3
    six = (wide[..., 0] >> 3) << 11 | (wide[..., 1] >> 2) << 5 | wide[..., 2] >> 3
    short = lambda values: up([row.astype('<u2').tobytes() for row in values])
    add('bmp-16-555.bmp', bmp(short(five), 16), bound=5)
    add('bmp-16-565.bmp', bmp(short(six), 16, 3, masks=struct.pack('<III', 0xF800, 0x7E0, 0x1F)), bound=5)
    add('bmp-32-fields.bmp', bmp(up(bmp_rows(bgrx, 8)), 32, 3, masks=struct.pack('<III', 0xFF0000, 0xFF00, 0xFF)))
    bgra = np.dstack([bgr, ALPHA])
    masks = struct.pack('<IIII', 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    add('bmp-32-alpha-v4.bmp', bmp(up(bmp_rows(bgra, 8)), 32, 3, masks=masks, header=108))
    add('bmp-32-alpha-v5.bmp', bmp(up(bmp_rows(bgra, 8)), 32, 3, masks=masks, header=124))
    body = up(bmp_rows(bgr, 8))
    add('bmp-24-core.bmp', struct.pack('<2sIHHI', b'BM', 26 + len(body), 0, 0, 26) + struct.pack('<IHHHH', 12, WIDTH, HEIGHT, 1, 24) + body)
    add('bmp-8-run-lengths.bmp', bmp(run_lengths(8), 8, 1, palette=quads))
    add('bmp-4-run-lengths.bmp', bmp(run_lengths(4), 4, 2, palette=quads))


# ---- WebP ----

def cwebp(array, *options, extra=None):
    with tempfile.TemporaryDirectory() as folder:
        source, target = folder + '/a.png', folder + '/a.webp'
        Image.fromarray(array).save(source)
        run('cwebp', '-quiet', *options, source, '-o', target)
        for kind, value in (extra or {}).items():
            with open(folder + '/x', 'wb') as file:
                file.write(value)
            run('webpmux', '-set', kind, folder + '/x', target, '-o', target)
        with open(target, 'rb') as file:
            return file.read()


def webps():
    rgba = np.dstack([RGB, ALPHA])
    soft = np.dstack([SMOOTH, np.clip(X * 4, 0, 255).astype(np.uint8)])
    add('webp-lossy.webp', cwebp(RGB, '-q', '90'))
    add('webp-lossy-smooth.webp', cwebp(SMOOTH, '-q', '90'))
    add('webp-lossy-rough.webp', cwebp(SMOOTH, '-q', '30', '-f', '60', '-sharpness', '3'))
    add('webp-lossy-simple-filter.webp', cwebp(SMOOTH, '-q', '60', '-nostrong', '-f', '40'))
    add('webp-lossy-unfiltered.webp', cwebp(SMOOTH, '-q', '75', '-f', '0', '-m', '0'))
    add('webp-lossless.webp', cwebp(RGB, '-lossless'))
    add('webp-lossless-smooth.webp', cwebp(SMOOTH, '-lossless', '-m', '6'))
    add('webp-lossless-alpha.webp', cwebp(rgba, '-lossless', '-exact'))
    for method in ('0', '1'):
        for filtering in ('none', 'fast', 'best'):
            add(f'webp-alpha-{"stored" if method == "0" else "packed"}-{filtering}.webp',
                cwebp(soft, '-q', '90', '-alpha_method', method, '-alpha_filter', filtering, '-exact'))
    add('webp-alpha-reduced.webp', cwebp(soft, '-q', '90', '-alpha_q', '30', '-exact'))
    # cwebp leaves the choice of the filter to itself.
    for number, name in ((1, 'horizontal'), (2, 'vertical'), (3, 'gradient')):
        add(f'webp-alpha-stored-{name}.webp', with_alpha(soft, number, packed=False))
        add(f'webp-alpha-packed-{name}.webp', with_alpha(soft, number, packed=True))
    add('webp-turned.webp', cwebp(turned(RGB), '-lossless', extra={'exif': tiff_orientation(6)}), only=['pillow'])
    profile = srgb_profile()
    add('webp-srgb-profile.webp', cwebp(RGB, '-lossless', extra={'icc': profile}))
    frames = [Image.fromarray(RGB), Image.fromarray(np.roll(RGB, 16, 1))]
    for name, options in (('lossless', {'lossless': True}), ('lossy', {'quality': 90})):
        out = io.BytesIO()
        frames[0].save(out, 'WEBP', save_all=True, append_images=frames[1:], duration=100, **options)
        add(f'webp-animated-{name}.webp', out.getvalue())
    add('webp-small-frame.webp', small_webp_frame(), only=['pillow'])
    animated_alpha = io.BytesIO()
    Image.fromarray(rgba).save(animated_alpha, 'WEBP', save_all=True, append_images=[Image.fromarray(np.roll(rgba, 16, 1))],
                               duration=100, lossless=True, exact=True)
    add('webp-animated-alpha.webp', animated_alpha.getvalue())


def small_webp_frame():
    """An animation whose first frame covers the lower two rows of squares only."""
    def frame(y, array):
        picture = cwebp(array, '-lossless')[12:]
        body = struct.pack('<I', 0)[:3] + struct.pack('<I', y // 2)[:3] + struct.pack('<I', WIDTH - 1)[:3]
        body += struct.pack('<I', array.shape[0] - 1)[:3] + struct.pack('<I', 100)[:3] + b'\0' + picture
        return b'ANMF' + struct.pack('<I', len(body)) + body

    body = b'VP8X' + struct.pack('<I', 10) + bytes([0x12, 0, 0, 0]) + struct.pack('<I', WIDTH - 1)[:3] + struct.pack('<I', HEIGHT - 1)[:3]
    body += b'ANIM' + struct.pack('<I', 6) + bytes(6) + frame(16, RGB[16:]) + frame(0, RGB)
    return b'RIFF' + struct.pack('<I', len(body) + 4) + b'WEBP' + body


def with_alpha(rgba, filtering, packed):
    """The transparency put in by hand, as RFC 9649 section 2.7.1.2 has it: filtered, compressed or not."""
    content = cwebp(rgba, '-q', '90', '-exact')
    alpha = rgba[..., 3].astype(int)
    out = np.zeros_like(alpha)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            left = alpha[y, x - 1] if x else 0
            above = alpha[y - 1, x] if y else 0
            if x == 0 or y == 0:
                guess = left if y == 0 else above
            elif filtering == 3:
                guess = min(255, max(0, left + above - alpha[y - 1, x - 1]))
            else:
                guess = left if filtering == 1 else above
            out[y, x] = (alpha[y, x] - guess) & 255
    if packed:
        green = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        green[..., 1] = out
        lossless = cwebp(green, '-lossless')
        length = struct.unpack('<I', lossless[16:20])[0]
        body = lossless[20 + 5:20 + length]  # the signature and the size are left out
    else:
        body = out.astype(np.uint8).tobytes()
    body = bytes([filtering << 2 | int(packed)]) + body
    place = content.index(b'ALPH')
    old = struct.unpack('<I', content[place + 4:place + 8])[0]
    content = (content[:place + 4] + struct.pack('<I', len(body)) + body + bytes(len(body) % 2)
               + content[place + 8 + old + old % 2:])
    return content[:4] + struct.pack('<I', len(content) - 8) + content[8:]


# ---- TIFF ----

def tiff(array, photometric, bits, order='<', extra=None, planar=1, sample_format=1, tags=(), data=None):
    """One strip, or one for each plane, not compressed; of the data, where they are in another order than the array."""
    samples_per_pixel = 1 if array.ndim == 2 else array.shape[2]
    kind = {8: 'u1', 16: 'u2', 32: 'f4' if sample_format == 3 else 'u4'}.get(bits)
    planes = [array[..., i] for i in range(samples_per_pixel)] if planar == 2 else [array]
    if kind:
        strips = [plane.astype(order + kind).tobytes() for plane in planes]
    else:
        strips = [b''.join(rows(plane, bits)) for plane in planes]
    if data is not None:
        strips = [data]
    height, width = array.shape[:2]
    entries = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * samples_per_pixel), (259, 3, [1]),
               (262, 3, [photometric]), (273, 4, None), (277, 3, [samples_per_pixel]), (278, 4, [height]),
               (279, 4, [len(s) for s in strips]), (284, 3, [planar]), (339, 3, [sample_format] * samples_per_pixel), *tags]
    if extra is not None:
        entries.append((338, 3, [extra]))
    entries.sort()
    base = 8 + 2 + 12 * len(entries) + 4
    outside = b''
    size = {3: 2, 4: 4}
    code = {3: 'H', 4: 'I'}
    total = sum(size[t] * len(v or strips) for _, t, v in entries if size[t] * len(v or strips) > 4)
    directory = b''
    places, at = [], base + total
    for strip in strips:
        places.append(at)
        at += len(strip)
    for tag, t, values in entries:
        values = values or places
        body = struct.pack(order + code[t] * len(values), *values)
        if len(body) > 4:
            directory += struct.pack(order + 'HHII', tag, t, len(values), base + len(outside))
            outside += body
        else:
            directory += struct.pack(order + 'HHI', tag, t, len(values)) + body.ljust(4, b'\0')
    return (struct.pack(order + '2sHI', b'II' if order == '<' else b'MM', 42, 8) + struct.pack(order + 'H', len(entries)) + directory
            + bytes(4) + outside + b''.join(strips))


def tiffcp(content, *options):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + '/a.tif', 'wb') as file:
            file.write(content)
        run('tiffcp', *options, folder + '/a.tif', folder + '/b.tif')
        with open(folder + '/b.tif', 'rb') as file:
            return file.read()


def ycbcr(across, down):
    """Brightness of each pixel, and one colour for so many across and down."""
    array = np.asarray(Image.fromarray(RGB).convert('YCbCr'))
    data = b''
    for y in range(0, HEIGHT, down):
        for x in range(0, WIDTH, across):
            unit = array[y:y + down, x:x + across]
            data += unit[..., 0].tobytes() + bytes(int(v) for v in unit[..., 1:].reshape(-1, 2).mean(0).round())
    return tiff(array, 6, 8, tags=((530, 3, [across, down]),), data=data)


def lab(bits):
    """Softer colours, as the decoders clip differently what sRGB has not, in CIE L*a*b* of D50."""
    soft = (64 + RGB.astype(np.uint16) // 2).astype(np.uint8)
    image = ImageCms.profileToProfile(Image.fromarray(soft), ImageCms.createProfile('sRGB'), ImageCms.createProfile('LAB'), renderingIntent=1, outputMode='LAB')
    array = np.asarray(image)
    if bits == 8:
        return array
    light = array[..., :1].astype(np.uint16) * 257
    return np.dstack([light, array[..., 1:].astype(np.uint16) * 256])


def tiffs():
    palette = [v * 257 for c in range(3) for v in [k[c] for k in COLOURS] + [0] * 244]
    rgb = tiff(RGB, 2, 8)
    add('tiff-grey-1.tif', tiff(GREY >> 7, 1, 1))
    add('tiff-grey-1-white-is-zero.tif', tiff(GREY >> 7, 0, 1))
    add('tiff-grey-4.tif', tiff(GREY >> 4, 1, 4))
    add('tiff-grey-8.tif', tiff(GREY, 1, 8))
    add('tiff-grey-8-white-is-zero.tif', tiff(GREY, 0, 8))
    add('tiff-grey-16.tif', tiff(GREY.astype(np.uint32) * 257, 1, 16))
    add('tiff-grey-16-big-endian.tif', tiff(GREY.astype(np.uint32) * 257, 1, 16, '>'))
    add('tiff-grey-16-white-is-zero.tif', tiff(GREY.astype(np.uint32) * 257, 0, 16), only=['magick'])
    add('tiff-grey-32.tif', tiff(GREY.astype(np.uint64) * 16843009, 1, 32), only=['magick'])
    add('tiff-grey-32-float.tif', tiff(GREY / 255, 1, 32, sample_format=3), refused=True)
    add('tiff-rgb-8.tif', rgb)
    add('tiff-rgb-8-planar.tif', tiff(RGB, 2, 8, planar=2))
    add('tiff-rgb-16.tif', tiff(RGB.astype(np.uint32) * 257, 2, 16))
    add('tiff-rgb-32-float.tif', tiff(RGB / 255, 2, 32, sample_format=3), refused=True)
    add('tiff-rgba.tif', tiff(np.dstack([RGB, ALPHA]), 2, 8, extra=2))
    shaded = (RGB.astype(np.uint32) * ALPHA[..., None] + 127) // 255
    add('tiff-rgba-premultiplied.tif', tiff(np.dstack([shaded, ALPHA]), 2, 8, extra=1), bound=4)
    add('tiff-grey-alpha.tif', tiff(np.dstack([GREY, ALPHA]), 1, 8, extra=2))
    add('tiff-palette-8.tif', tiff(INDEX, 3, 8, tags=((320, 3, palette),)))
    add('tiff-cmyk-8.tif', tiff(CMYK, 5, 8))
    add('tiff-cmyk-8-planar.tif', tiff(CMYK, 5, 8, planar=2))
    add('tiff-cmyk-16.tif', tiff(CMYK.astype(np.uint32) * 257, 5, 16), refused=True)
    add('tiff-lab-8.tif', tiff(lab(8), 8, 8), refused=True)
    add('tiff-lab-16.tif', tiff(lab(16), 8, 16), refused=True)
    add('tiff-turned.tif', tiff(turned(RGB), 2, 8, tags=((274, 3, [6]),)), only=['magick'])
    add('tiff-lzw.tif', tiffcp(rgb, '-c', 'lzw'))
    add('tiff-lzw-predictor.tif', tiffcp(rgb, '-c', 'lzw:2'))
    add('tiff-deflate.tif', tiffcp(rgb, '-c', 'zip'))
    add('tiff-packbits.tif', tiffcp(rgb, '-c', 'packbits'))
    add('tiff-jpeg.tif', tiffcp(rgb, '-r', '16', '-c', 'jpeg:r:95'))
    add('tiff-jpeg-ycbcr.tif', tiffcp(rgb, '-r', '16', '-c', 'jpeg:95'))
    add('tiff-ycbcr-444.tif', ycbcr(1, 1), only=['magick', 'libtiff'])
    add('tiff-ycbcr-444-lzw.tif', tiffcp(ycbcr(1, 1), '-c', 'lzw'))
    add('tiff-ycbcr-422.tif', ycbcr(2, 1), only=['libtiff'])
    add('tiff-ycbcr-420.tif', ycbcr(2, 2), only=['libtiff'])
    opaque, clear = np.full_like(INDEX, 255), np.zeros_like(INDEX)
    add('tiff-extra-palette.tif', tiff(np.dstack([INDEX, opaque]), 3, 8, extra=2, tags=((320, 3, palette),)), refused=True)
    add('tiff-extra-ycbcr.tif', tiff(np.dstack([Image.fromarray(RGB).convert('YCbCr'), opaque]), 6, 8, extra=2, tags=((530, 3, [1, 1]),)), refused=True)
    add('tiff-extra-grey.tif', tiff(np.dstack([GREY, opaque, clear]), 1, 8, tags=((338, 3, [2, 0]),)), refused=True)
    add('tiff-extra-unstated.tif', tiff(np.dstack([RGB, clear]), 2, 8, extra=0), refused=True)
    add('tiff-tiled.tif', tiffcp(rgb, '-t', '-w', '32', '-l', '32'))
    add('tiff-tiled-deflate.tif', tiffcp(rgb, '-c', 'zip', '-t', '-w', '16', '-l', '16'))
    add('tiff-big.tif', tiffcp(rgb, '-8', '-c', 'lzw'), refused=True)
    add('tiff-fax-3.tif', tiffcp(tiff(GREY >> 7, 0, 1), '-c', 'g3'))
    add('tiff-fax-4.tif', tiffcp(tiff(GREY >> 7, 0, 1), '-c', 'g4'))


def main():
    for old in glob.glob('*-*.*') + glob.glob('gif.gif'):
        os.remove(old)
    jpegs()
    pngs()
    gifs()
    bmps()
    webps()
    tiffs()
    with open('expected.csv', 'w', encoding='ascii') as table:
        for name, colours in EXPECTED:
            hexes = 'refused' if colours is None else ' '.join(
                '%02x%02x%02x' % tuple(int(v) for v in np.clip(c.round(), 0, 255)) for c in colours)
            table.write(f'{name},{hexes}\n')
    print(len(EXPECTED), 'pictures')
    if PROBLEMS:
        raise SystemExit('\n'.join(PROBLEMS))


main()
