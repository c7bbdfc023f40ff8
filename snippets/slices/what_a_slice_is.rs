//@ compiles
fn main() {
    let line = String::from("lamp: 40 W");
    //  ^? String
    let label = &line[..4];
    //  ^? &str
    println!("{} bytes seen of {}", label.len(), line.len());

    let one_word = size_of::<usize>();
    println!("String  {} words", size_of::<String>() / one_word);
    println!("&String {} word", size_of::<&String>() / one_word);
    println!("&str    {} words", size_of::<&str>() / one_word);
    println!("&[u32]  {} words", size_of::<&[u32]>() / one_word);
}
