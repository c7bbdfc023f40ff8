//@ error E0382
struct Song {
    title: String,
}

fn main() {
    let song = Song { title: String::from("Blue Train") };
    let morning = vec![song];
    let evening = vec![song]; //~ E0382
    println!("{} {}", morning[0].title, evening[0].title);
}
