//@ compiles
fn shout(text: &mut String) {
    text.push_str("!!");
}

fn main() {
    let mut song = String::from("la la");
    let words = vec![song.clone(), String::from("do")];
    let first = &words[0];
    println!("{first}");
    shout(&mut song);
    let album = words;
    let hit = Box::new(song);
    println!("{} {hit}", album.len());
}
