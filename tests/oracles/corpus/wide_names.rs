//@ compiles
fn main() {
    let 名前 = String::from("日本");
    let größe = 名前.len();
    let 変数 = 名前;
    println!("{変数} {größe}");
}
