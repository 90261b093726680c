// Every text on the page whose contrast with its ground is less than WCAG 2.2 asks for (1.4.3): 4.5, or 3 when large.
() => {
  const rgb = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 };
  };
  const over = (top, ground) => top.rgb.map((part, n) => part * top.alpha + ground[n] * (1 - top.alpha));
  const ground = (element) => {
    const around = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return over(rgb(getComputedStyle(element).backgroundColor), around);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const opacity = (element) => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest(".unseen, :disabled")) continue;
    const style = getComputedStyle(element);
    const colour = rgb(style.color);
    const behind = ground(element);
    const front = over({ rgb: colour.rgb, alpha: colour.alpha * opacity(element) }, behind);
    const [high, low] = [light(front), light(behind)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${texts.currentNode.data.trim().slice(0, 20)}: ${ratio.toFixed(2)}`);
  }
  return faint;
}
