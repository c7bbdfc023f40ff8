//@ error
fn main() {
    let mut names = vec![String::from("a")];
    let mut first = || {
        names.push(String::from("b"));
        &mut names[0] //~ ERROR captured variable cannot escape `FnMut` closure body
    };
    println!("{}", first());
}
