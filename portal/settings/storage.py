"""Where bytes lie and how large they may be; the seal's keys; time-stamping service."""

from portal.settings import env

# Content-addressed store of uploads and of what the portal makes.
STORE_ROOT = env.DATA / "store"
# Where workers put packets together; what they leave behind when they are killed is cleared away.
WORK_ROOT = env.DATA / "work"
# Printed sections of packets, for the next packet that says the same; can be thrown away any time.
SHELF_ROOT = env.DATA / "shelf"
FILE_UPLOAD_TEMP_DIR = None
MAX_UPLOAD_BYTES = 100 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["portal.files.uploads.CappedUploadHandler"]
X_ACCEL_PREFIX = env.X_ACCEL_PREFIX

# The portal's certificate authority; opened by workers only. What web processes know of it is the
# file of root certificates that the workers publish.
KEY_ROOT = env.DATA / "keys"
SEAL_PASSPHRASE = env.SEAL_PASSPHRASE
SEAL_NAME = env.SEAL_NAME
ROOT_CERTIFICATES = env.DATA / "public" / "root.pem"
TSA_URL = env.TSA_URL
TSA_ROOTS = env.TSA_ROOTS
