//@ error E0716
//@ misses exercise compiles
fn main() {
    let last;
    {
        let words = ["one", "two"];
        last = &words[1].to_owned(); //~ E0716
    }
    println!("{last}");
}
