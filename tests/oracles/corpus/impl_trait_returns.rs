//@ compiles
fn evens<'a>(numbers: &'a [i32]) -> impl Iterator<Item = &'a i32> {
    numbers.iter().filter(|n| *n % 2 == 0)
}

fn labelled(prefix: String, names: Vec<String>) -> impl Iterator<Item = String> {
    names.into_iter().map(move |name| format!("{prefix}{name}"))
}

fn main() {
    let numbers = vec![1, 2, 3, 4];
    let mut iterator = evens(&numbers);
    let first = iterator.next();
    println!("{first:?} {}", iterator.count());
    drop(numbers);
    for line in labelled(String::from("> "), vec![String::from("a"), String::from("b")]) {
        println!("{line}");
    }
}
