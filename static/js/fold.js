// Folds Vietnamese for searching: "Đỗ Thùy" and "do thuy" are the same. Unicode does not decompose đ.
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}
