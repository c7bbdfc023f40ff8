//@ compiles
fn main() {
    let line = String::from("red,green");
    let word: String = line[..3].to_owned();
    let bytes: Vec<u8> = line.as_bytes()[..3].to_owned();
    let whole: String = line.to_owned();
    drop(line);
    println!("{word}, {bytes:?}, {whole}");
}
