//@ error E0596
fn sort(names: &Vec<String>) {
    names.sort();
}

fn trim(text: String) -> String {
    text.truncate(1);
    text
}

fn main() {
    let mut names = vec![String::from("b"), trim(String::from("ab"))];
    sort(&names);
    names.reverse();
    println!("{names:?}");
}
