//@ compiles
fn queue(songs: &mut Vec<String>, title: &str) {
    songs.push(title.to_owned());
}

fn queue_twice(songs: &mut Vec<String>, title: &str) {
    queue(songs, title);
    queue(&mut *songs, title);
    songs.push(String::from("silence"));
}

fn main() {
    let mut songs = Vec::new();
    queue_twice(&mut songs, "Blue");
    println!("{songs:?}");
}
