//@ compiles
//@ fixes holds_itself
fn count(n: u32) {
    if n > 0 {
        println!("{n}");
        count(n - 1);
    }
}

fn main() {
    count(2);
}
