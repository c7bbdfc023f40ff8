//@ error E0308
fn total(watts: &Vec<u32>) -> u32 {
    watts.iter().sum()
}

fn main() {
    let kitchen = vec![40, 60, 11];
    let hall = [25, 25];
    println!("{}", total(&kitchen));
    println!("{}", total(&hall)); //~ E0308
    println!("{}", total(&kitchen[1..])); //~ E0308
}
