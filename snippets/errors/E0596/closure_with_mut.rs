//@ compiles
//@ fixes closure_without_mut
fn main() {
    let mut count = 0;
    let mut add = || count += 1;
    add();
    println!("{count}");
}
