//@ compiles
fn main() {
    let name = String::from("Ada");
    let diary = "Dear diary, ".repeat(1000);
    println!("name:  {} bytes of text", name.len());
    println!("diary: {} bytes of text", diary.len());

    let word = size_of::<usize>();
    println!("name:  {} words", size_of_val(&name) / word);
    println!("diary: {} words", size_of_val(&diary) / word);
}
