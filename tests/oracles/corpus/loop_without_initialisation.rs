//@ error E0381
fn main() {
    let found: String;
    for n in 0..3 {
        if n == 1 {
            found = format!("{n}");
            break;
        }
    }
    println!("{found}");
}
