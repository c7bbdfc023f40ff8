//@ compiles
fn main() {
    let outer = String::from("outer");
    let mut total = 0;
    let mut add = |n: i32| {
        let mut inner = || {
            total += n;
            outer.len()
        };
        inner() + inner()
    };
    println!("{}", add(2));
    println!("{total} {outer}");
    let make = move |prefix: String| move |name: &str| format!("{prefix} {name} {outer}");
    let greet = make(String::from("hi"));
    println!("{}", greet("Ada"));
}
