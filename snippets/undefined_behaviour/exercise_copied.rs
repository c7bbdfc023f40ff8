//@ compiles
//@ fixes exercise
fn main() {
    let last;
    {
        let words = ["one", "two"];
        last = words[1];
    }
    println!("{last}");
}
