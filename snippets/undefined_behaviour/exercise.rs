//@ error E0597
//@ exercise without unsafe, allocs<=0
fn main() {
    let last;
    {
        let words = ["one", "two"];
        last = &words[1]; //~ E0597
    }
    println!("{last}");
}
