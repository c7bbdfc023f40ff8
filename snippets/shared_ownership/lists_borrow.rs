//@ compiles
//@ fixes one_song_two_lists
struct Song {
    title: String,
}

fn main() {
    let song = Song { title: String::from("Blue Train") };
    let morning = vec![&song];
    let evening = vec![&song];
    println!("{} {}", morning[0].title, evening[0].title);
}
