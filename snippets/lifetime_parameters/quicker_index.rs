//@ compiles
//@ fixes quicker_unsaid
struct Route {
    name: String,
    minutes: u32,
}

fn quickest(routes: &[Route]) -> Option<&Route> {
    routes.iter().min_by_key(|route| route.minutes)
}

fn main() {
    let coast = Route { name: String::from("coast"), minutes: 50 };
    let hills = Route { name: String::from("hills"), minutes: 35 };
    if let Some(route) = quickest(&[coast, hills]) {
        println!("{}", route.name);
    }
}
