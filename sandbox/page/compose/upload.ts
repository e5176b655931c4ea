export interface Upload {
  name: string;
  type: string;
  base64: string;
}

/** A chosen file as it is sent to the sandbox. */
export async function toUpload(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  // `btoa` wants one character per byte; all at once would overflow the stack of `fromCharCode`.
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32_768)
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { name: file.name, type: file.type || "application/octet-stream", base64: btoa(binary) };
}
