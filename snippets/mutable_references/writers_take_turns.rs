//@ compiles
//@ fixes two_writers
fn request(songs: &mut Vec<&'static str>, title: &'static str) {
    songs.push(title);
}

fn main() {
    let mut songs = vec!["Aria"];
    request(&mut songs, "Blue");
    request(&mut songs, "Canon");
    println!("{songs:?}");
}
