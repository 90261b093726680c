// A photo small enough to be kept for a day and sent over a weak network.

const LONGEST = 1600;
const QUALITY = 0.8;

/** The photo as JPEG of at most 1600 pixels a side. Rejects where the file is no picture. */
export async function reduced(photo: Blob): Promise<Blob> {
  const picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done, failed) => canvas.toBlob((jpeg) => (jpeg ? done(jpeg) : failed(new Error("no picture"))), "image/jpeg", QUALITY));
}
