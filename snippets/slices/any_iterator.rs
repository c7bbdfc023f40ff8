//@ compiles
//@ fixes only_vectors
fn total<'a>(watts: impl IntoIterator<Item = &'a u32>) -> u32 {
    watts.into_iter().sum()
}

fn main() {
    let kitchen = vec![40, 60, 11];
    let hall = [25, 25];
    println!("{}", total(&kitchen));
    println!("{}", total(&hall));
    println!("{}", total(&kitchen[1..]));
}
