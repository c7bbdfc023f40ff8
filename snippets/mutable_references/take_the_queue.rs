//@ compiles
//@ fixes move_out_of_mut
struct Station {
    queue: Vec<&'static str>,
}

fn hand_over(station: &mut Station) -> Vec<&'static str> {
    std::mem::take(&mut station.queue)
}

fn main() {
    let queue = vec!["Aria"];
    let mut station = Station { queue };
    let evening = hand_over(&mut station);
    println!("{evening:?}, left {:?}", station.queue);
}
